"""A real recommender service on this machine, in a thread."""

import json
import threading
import time
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def taste_of(person, items=36):
    """An honest service: an item scores by the weights of its taste in the history."""
    weight = [0.0, 0.0, 0.0]
    for event in person["history"]:
        weight[int(event["item"][4:]) % 3] += event["weight"]
    return {"items": [{"item": f"item{at:02d}", "score": weight[at % 3] + 1 / (1 + at)} for at in range(items)]}


def honest(question):
    return {"people": [taste_of(person) for person in question["people"]]}


@contextmanager
def serving(answer=honest, *, status=200, wait=0.0, redirect=None, failures=0):
    """The address of a server that answers as told, and the questions it got."""
    questions = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            questions.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            time.sleep(wait)
            code = 503 if len(questions) <= failures else status
            body = answer(questions[-1])
            data = body if isinstance(body, bytes) else json.dumps(body).encode()
            self.send_response(code)
            if redirect:
                self.send_header("Location", redirect)
            self.end_headers()
            with suppress(BrokenPipeError):  # the other side may have stopped waiting
                self.wfile.write(data)

        def log_message(self, *arguments):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/recommend", questions
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
