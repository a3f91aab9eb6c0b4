"""Use cases of visits: the only writers. One keyword-only verb each, one transaction each."""
