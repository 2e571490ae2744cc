"""A server of Robot's remote protocol around a class, for tests. Prints its port; ends with its input."""

import inspect
import os
import sys
import threading
import traceback
from xmlrpc.client import Binary
from xmlrpc.server import SimpleXMLRPCServer


class Continuable(RuntimeError):
    ROBOT_CONTINUE_ON_FAILURE = True


class Lab:
    """Keywords of a lab."""

    def add_numbers(self, a: int, b: int = 40):
        """Adds two numbers."""
        return a + b

    def echo(self, value):
        print("*WARN* careful\nand more\n*INFO* got it")
        return value

    def join_all(self, first="x", second="y", *rest, sep="-", **named):
        return sep.join([first, second, *rest] + [f"{k}={named[k]}" for k in sorted(named)])

    def to_bytes(self):
        return Binary(b"\x00\xffA")

    def kind_of(self, value):
        return type(value).__name__

    def stop_server(self):
        os._exit(0)

    def fail_it(self, how="plainly"):
        raise Continuable(how) if how == "softly" else ValueError(how)


class Service:
    def __init__(self, lab, modern):
        self.lab = lab
        self.names = [n for n in dir(lab) if not n.startswith("_")]
        if modern:
            self.get_library_information = self.all_information

    def all_information(self):
        info = {"__intro__": {"doc": self.lab.__doc__}}
        for name in self.names:
            info[name] = {"args": self.get_keyword_arguments(name), "doc": self.get_keyword_documentation(name)}
            info[name]["types"] = self.get_keyword_types(name)
        return info

    def get_keyword_names(self):
        return self.names

    def get_keyword_arguments(self, name):
        texts = []
        for p in inspect.signature(getattr(self.lab, name)).parameters.values():
            stars = {p.VAR_POSITIONAL: "*", p.VAR_KEYWORD: "**"}.get(p.kind, "")
            texts.append(stars + p.name + ("" if p.default is p.empty else f"={p.default}"))
        return texts

    def get_keyword_types(self, name):
        return {k: t.__name__ for k, t in getattr(self.lab, name).__annotations__.items()}

    def get_keyword_documentation(self, name):
        return inspect.getdoc(getattr(self.lab, name)) or ""

    def run_keyword(self, name, args, kwargs=None):
        from contextlib import redirect_stdout
        from io import StringIO

        with redirect_stdout(StringIO()) as output:
            try:
                value = getattr(self.lab, name)(*args, **(kwargs or {}))
                result = {"status": "PASS", "return": "" if value is None else value}
            except Exception as error:
                result = {"status": "FAIL", "error": str(error), "traceback": traceback.format_exc()}
                result["continuable"] = getattr(error, "ROBOT_CONTINUE_ON_FAILURE", False)
        return {**result, "output": output.getvalue()}


server = SimpleXMLRPCServer(("127.0.0.1", 0), allow_none=True, logRequests=False)
server.register_instance(Service(Lab(), "--old" not in sys.argv))
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_address[1], flush=True)
sys.stdin.read()
