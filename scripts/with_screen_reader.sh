#!/bin/sh
# Run a command on a screen of its own, with a private D-Bus on which the accessibility bus starts when it is asked for.
set -eu
home=$(mktemp -d)
mkfifo "$home/number"
Xvfb -displayfd 3 -screen 0 1440x900x24 -noreset -nolisten tcp 3>"$home/number" 2>/dev/null &
screen=$!
trap 'kill $screen; rm -rf "$home"' EXIT
read -r number <"$home/number"
unset WAYLAND_DISPLAY
DISPLAY=:$number XDG_RUNTIME_DIR=$home dbus-run-session -- "$@"
