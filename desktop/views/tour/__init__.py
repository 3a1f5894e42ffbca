"""The first-day tour: ten steps on the real window with the demo's calls, shown one at a time at its foot."""
