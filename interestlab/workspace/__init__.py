"""The store, the catalogue, the steps, the jobs; the only place that knows folders and processes."""

from interestlab.workspace.request import AnalysisRequest, Upload
from interestlab.workspace.workspace import Home, Result, Workspace, analyze

__all__ = ["AnalysisRequest", "Home", "Result", "Upload", "Workspace", "analyze"]
