"""Worker processes: started, limited, asked and replaced; nothing here knows what they work on."""
