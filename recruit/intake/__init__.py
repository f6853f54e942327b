"""Intake: which files are there; mails and archives opened in memory."""
