"""Systems that cannot be asked during a call: read in the background, answered from what was kept, with its age."""
