"""Telephony: call events in, phone commands out."""
