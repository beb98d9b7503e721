"""Who said what: quotation marks, a sequence tagger for content, cue and source, a linker, and names for the speakers."""
