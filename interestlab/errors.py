"""Every error that InterestLab expects, each with a message fit for the analyst: what is wrong, both numbers, what to do.

InterestLabError                 exit status 1
├── Doubtful                     exit status 3: what was read deserves the analyst's yes before work is done on it
├── InputError                   exit status 2: the file, the columns, a name or a number is not usable
│   ├── UnreadableFile           the bytes are not what their name says, or too large, or damaged
│   ├── ColumnProblem            a needed column is missing, or one was named that does not exist
│   ├── TooFewContents           fewer contents than the step needs
│   ├── UnknownName              a workspace, user, interest or plug-in that does not exist
│   ├── InvalidSetting           a setting outside its range
│   └── EditedMeanwhile          somebody else has changed the same in between
├── DiskFull                     there is no room to write
├── EncoderUnavailable           the weights cannot be had here; says the remedy
├── NotApplicable                the method cannot serve this data, such as no shared items; says what would
├── PluginFailed                 somebody else's code raised, hung, or answered with the wrong shape
│   └── ServiceFailed            a service elsewhere did not answer, or not in the agreed form
└── JobError
    ├── Cancelled                stopped at the analyst's request
    ├── TimedOut                 an answer took longer than its limit
    └── WorkerDied               the process that worked on it is gone
        ├── OutOfMemory          because it needed more memory than it was given
        └── WorkerFailed         because of a fault in the program, of which its log tells more
"""


class InterestLabError(Exception):
    """Base of all expected errors; its text is one plain sentence."""

    exit_status = 1


class Doubtful(InterestLabError):
    exit_status = 3


class InputError(InterestLabError):
    exit_status = 2


class UnreadableFile(InputError):
    pass


class ColumnProblem(InputError):
    pass


class TooFewContents(InputError):
    pass


class UnknownName(InputError):
    pass


class InvalidSetting(InputError):
    pass


class EditedMeanwhile(InputError):
    pass


class DiskFull(InterestLabError):
    pass


class EncoderUnavailable(InterestLabError):
    pass


class NotApplicable(InterestLabError):
    pass


class PluginFailed(InterestLabError):
    pass


class ServiceFailed(PluginFailed):
    pass


class JobError(InterestLabError):
    pass


class Cancelled(JobError):
    pass


class TimedOut(JobError):
    pass


class WorkerDied(JobError):
    pass


class OutOfMemory(WorkerDied):
    pass


class WorkerFailed(WorkerDied):
    pass
