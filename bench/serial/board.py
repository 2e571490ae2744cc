# The device side of a pseudo-terminal, as fast as the reader takes it, or at a rate. Prints the path, then what it sent.
import functools, hashlib, json, os, pty, sys, time, tty

LINE = '[{:12.2f}] mmc0: new high speed card at address {:x}, rail={}\r\n'


@functools.cache
def lines(size):
    text = []
    length = index = 0
    while length < size:
        line = LINE.format(index / 100, index % 4096, index % 50)
        text.append(line)
        length += len(line)
        index += 1
    return ''.join(text)[:size].encode()


def write(fd, data):
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view[:65536]):]


# Made before anybody counts the time.
lines(10_000_000)
board, port = pty.openpty()
tty.setraw(port)
print(os.ttyname(port), flush=True)
os.close(port)
for request in sys.stdin:
    request = json.loads(request)
    heard = b''
    while request.get('after', '').encode() not in heard:
        try:
            heard += os.read(board, 4096)
        except OSError:  # nobody has the port open
            time.sleep(0.01)
    began = time.monotonic()
    said = {'bytes': request['bytes']}
    if 'rate' in request:
        piece = lines(request['rate'] // 1000)
        for count in range(request['bytes'] // len(piece)):
            write(board, piece)
            time.sleep(max(0, began + (count + 1) * len(piece) / request['rate'] - time.monotonic()))
        said['bytes'] = len(piece) * (count + 1)
    else:
        block = lines(min(request['bytes'], 10_000_000))
        digest = hashlib.sha256()
        left = request['bytes']
        while left > 0:
            part = block[:left]
            digest.update(part)
            write(board, part)
            left -= len(part)
        said['sha256'] = digest.hexdigest()
    write(board, request.get('end', '').encode())
    print(json.dumps({**said, 'seconds': time.monotonic() - began}), flush=True)
