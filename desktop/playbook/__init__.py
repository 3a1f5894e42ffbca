"""The playbook: what supervisors author."""
