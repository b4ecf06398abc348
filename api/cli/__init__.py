"""The command line: one file a group of commands; `main` translates errors in one place."""
