"""Whether what is on record is told from more than one side: hints for an editor, never a verdict. Pure."""
