"""What ships with Callside: fonts, icons, translations, the demo company, manifests and playbooks."""
