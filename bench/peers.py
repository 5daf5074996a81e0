"""What a person would train with instead: NumPy, PyTorch and scikit-learn, timed on the same images, networks and batches.

A server for `backprop bench`: one JSON request a line on stdin, one JSON answer a line on stdout. Threads are set by the
environment before this starts, since the libraries read it once. Only training is timed, in float32, shuffling included.

    {"do": "peers"}                                  -> {"peers": {"numpy": "2.4.6", ...}}
    {"do": "load", "name": "mnist", "inputs": 784, "images": F, "labels": F}   -> {}   raw files of unsigned bytes
    {"do": "train", "peer": P, "data": "mnist", "hidden": [300], "activation": "sigmoid", "batch": 100, "momentum": 0,
     "epochs": 1, "fraction": 1, "evaluate": 0}      -> {"seconds": S}    of one epoch, or with evaluate the evaluations' too
"""
import json
import os
import sys
import time
import warnings

import numpy as np

warnings.simplefilter("ignore")
f32 = np.float32
data = {}


def versions():
    found = {"numpy": np.__version__}
    for name, module in (("torch", "torch"), ("sklearn", "sklearn")):
        try:
            found[name] = __import__(module).__version__
        except ImportError:
            pass
    return found


def widths(x, hidden):
    return [x.shape[1], *hidden, 10]


def batches(order, size, most):
    for start in range(0, min(len(order), most), size):
        yield order[start : start + size]


def with_numpy(x, y, hidden, activation, batch, momentum, epochs, most, evaluate):
    r, sizes = np.random.default_rng(0), widths(x, hidden)
    W = [(r.standard_normal((a, b)) * 0.05).astype(f32) for a, b in zip(sizes, sizes[1:])]
    b = [np.zeros(n, f32) for n in sizes[1:]]
    V = [np.zeros_like(p) for p in W + b]
    lr, mu = f32(0.05), f32(momentum)

    def forward(xb):
        layers = [xb]
        for w, c in zip(W[:-1], b[:-1]):
            z = layers[-1] @ w + c
            layers.append(np.maximum(z, 0) if activation == "relu" else 1 / (1 + np.exp(-z)))
        o = layers[-1] @ W[-1] + b[-1]
        o -= o.max(1, keepdims=True)
        e = np.exp(o)
        return layers, e / e.sum(1, keepdims=True)

    def step(xb, yb):
        layers, d = forward(xb)
        d[np.arange(len(yb)), yb] -= 1
        d /= f32(len(yb))
        grads = []
        for i in range(len(W) - 1, -1, -1):
            grads.append((layers[i].T @ d, d.sum(0)))
            if i > 0:
                h, d = layers[i], d @ W[i].T
                d = d * (h > 0) if activation == "relu" else d * h * (1 - h)
        grads.reverse()
        for p, v, g in zip(W + b, V, [g[0] for g in grads] + [g[1] for g in grads]):
            if momentum:
                v *= mu
                v += g
                p -= lr * v
            else:
                p -= lr * g

    begun = time.perf_counter()
    for _ in range(epochs):
        if batch >= len(x):
            step(x, y)
        else:
            for picked in batches(r.permutation(len(x)), batch, most):
                step(x[picked], y[picked])
    for _ in range(evaluate):
        for start in range(0, len(x), 1000):
            forward(x[start : start + 1000])
    return time.perf_counter() - begun


def with_torch(x, y, hidden, activation, batch, momentum, epochs, most, evaluate):
    import torch

    torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))
    torch.manual_seed(0)
    sizes, layers = widths(x, hidden), []
    for a, b in zip(sizes, sizes[1:]):
        layers += [torch.nn.Linear(a, b), torch.nn.ReLU() if activation == "relu" else torch.nn.Sigmoid()]
    model = torch.nn.Sequential(*layers[:-1])
    optimizer = torch.optim.SGD(model.parameters(), lr=0.05, momentum=momentum)
    loss = torch.nn.CrossEntropyLoss()
    xt, yt = torch.from_numpy(x), torch.from_numpy(y)

    def step(xb, yb):
        optimizer.zero_grad(set_to_none=True)
        loss(model(xb), yb).backward()
        optimizer.step()

    begun = time.perf_counter()
    for _ in range(epochs):
        if batch >= len(x):
            step(xt, yt)
        else:
            for picked in batches(torch.randperm(len(x)), batch, most):
                step(xt[picked], yt[picked])
    with torch.no_grad():
        for _ in range(evaluate):
            for start in range(0, len(x), 1000):
                model(xt[start : start + 1000])
    return time.perf_counter() - begun


def with_sklearn(x, y, hidden, activation, batch, momentum, epochs, most, evaluate):
    from sklearn.neural_network import MLPClassifier

    model = MLPClassifier(
        tuple(hidden),
        activation="relu" if activation == "relu" else "logistic",
        solver="sgd",
        alpha=0,
        batch_size=batch,
        learning_rate_init=0.05,
        momentum=momentum,
        nesterovs_momentum=False,
        max_iter=epochs,
    )
    begun = time.perf_counter()
    model.fit(x, y)
    return time.perf_counter() - begun


train = {"numpy": with_numpy, "torch": with_torch, "sklearn": with_sklearn}


def answer(request):
    if request["do"] == "peers":
        return {"peers": versions()}
    if request["do"] == "load":
        images = np.fromfile(request["images"], np.uint8).reshape(-1, request["inputs"]).astype(f32) / f32(255)
        data[request["name"]] = (images, np.fromfile(request["labels"], np.uint8).astype(np.int64))
        return {}
    x, y = data[request["data"]]
    batch = len(x) if request["batch"] == "full" else request["batch"]
    most = round(len(x) * request["fraction"])
    seconds = train[request["peer"]](
        x, y, request["hidden"], request["activation"], batch, request["momentum"], request["epochs"], most, request["evaluate"]
    )
    return {"seconds": seconds / request["epochs"] / request["fraction"] if not request["evaluate"] else seconds}


for line in sys.stdin:
    try:
        reply = answer(json.loads(line))
    except Exception as error:  # told to whoever asked, who decides what it means
        reply = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(reply), flush=True)
