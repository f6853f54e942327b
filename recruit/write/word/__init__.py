"""Word documents: templates filled, their charts, the wording of the mails."""
