"""What of a corpus is in the facts, and what is not, with its reason: works by body and year, hyperlinks one by one."""
