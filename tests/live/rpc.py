"""A person's session over JSON-RPC, as a browser or another program would have it."""

import itertools
from concurrent.futures import ThreadPoolExecutor

import requests

_numbers = itertools.count(1)


class Refused(Exception):
    """The server said no; `name` is the class of the error."""

    def __init__(self, error):
        super().__init__(error["data"]["message"])
        self.name = error["data"]["name"]


class Session:
    """One login of one person; `call` is what their client can reach."""

    def __init__(self, url, database, login, password=None):
        self.url = url
        self.http = requests.Session()
        self.post(
            "/web/session/authenticate",
            {"db": database, "login": login, "password": password or login},
        )

    def post(self, path, params):
        answer = self.http.post(
            f"{self.url}{path}",
            json={"jsonrpc": "2.0", "id": next(_numbers), "params": params},
            timeout=120,
        ).json()
        if "error" in answer:
            raise Refused(answer["error"])
        return answer["result"]

    def call(self, model, method, *args, **kwargs):
        return self.post(
            f"/web/dataset/call_kw/{model}/{method}",
            {"model": model, "method": method, "args": args, "kwargs": kwargs},
        )


def at_once(*calls):
    """Start these calls together and return their results or their refusals."""

    def attempt(call):
        try:
            return call()
        except Refused as refusal:
            return refusal

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(attempt, calls))
