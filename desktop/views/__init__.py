"""The screens: the only Qt widgets."""

from desktop.views import plain_imports as plain_imports
