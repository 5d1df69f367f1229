"""What is kept, and how it comes to be: the catalogue, the store, the steps; the only room that knows folders."""

from interestlab.home.analysis import analyze
from interestlab.home.request import AnalysisRequest, Upload
from interestlab.home.workspace import Home, Result, Workspace

__all__ = ["AnalysisRequest", "Home", "Result", "Upload", "Workspace", "analyze"]
