#!/bin/sh
# Open the demo; on a Linux session without a display, play it headless and name the folder with its pictures.
set -eu
screenshots=$1
shift

if [ "$(uname)" = Linux ] && [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    echo "No display here (DISPLAY and WAYLAND_DISPLAY are unset): playing the demo headless."
    QT_QPA_PLATFORM=offscreen .venv/bin/callside demo --headless --playbook fernvik --theme light --screenshots "$screenshots" "$@"
    echo "The pictures are in $(pwd -P)/$screenshots"
else
    exec .venv/bin/callside demo "$@"
fi
