"""Papers about a customer: health report, strategic review, care plan; Word and PowerPoint."""
