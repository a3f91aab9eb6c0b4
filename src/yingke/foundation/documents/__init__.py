"""Files that people keep, version by version, and papers that the house prints."""
