"""The command line called within this process, and the home that it reads."""

from subprocess import CompletedProcess

import pytest

from interestlab.cli.main import main


@pytest.fixture
def called(capsys):
    """Calls the command line within this process, which is ten times as fast as starting another."""

    def run(*arguments):
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as ended:
            status = ended.code
        captured = capsys.readouterr()
        return CompletedProcess(arguments, status, captured.out, captured.err)

    return run


@pytest.fixture
def at(analysed_home):
    return ("--home", analysed_home.folder)
