"""The analyst shapes interests: every act is an edit, told in one line with undo beside it."""
