"""Tests scripts/to-pytorch.py: what it writes computes what PyTorch computed (Tests/Golden/golden.h5), by the meaning of
PyTorch's layers in numpy, so that PyTorch itself is not needed.

    test_to_pytorch.py
"""

import importlib.util
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import h5py
import numpy
from safetensors import safe_open

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "scripts/to-pytorch.py"
GOLDEN = ROOT / "Tests/Golden/golden.h5"


def stored(group):
    """A golden learner's arrays under the names of a checkpoint: layers are counted from each part's start."""
    names = [name.split(".") for name in group["parameters"]]
    dense = [int(place) for place, kind in names if kind == "bias"]
    weights = sorted({int(place) for place, _ in names})
    start = min(dense)
    # A normalisation whose scale is zero stores nothing.
    means, variances = (group.get(name, {}) for name in ("stored_means", "stored_variances"))
    arrays = {}
    single = len(dense) == 1

    def name(place):
        return f"convs.{place}" if place < start else "fc" if single else f"fc.{place - start}"

    for place, kind in names:
        arrays[f"{name(int(place))}.{kind}"] = group[f"parameters/{place}.{kind}"][()]
    # Normalisations stand before each leaky ReLU: after every weight but the last, and after the pooling if there is one.
    for index, (place, following) in enumerate(zip(weights, weights[1:])):
        # Convolution, normalisation, rectifier; before the first dense layer a flattening or global pooling, too.
        pooled = place < start and following - place > (3 if following < start else 4)
        norm = place + (2 if pooled else 1)
        for kind, statistics in (("running_mean", means), ("running_variance", variances)):
            if str(index) in statistics:
                arrays[f"{name(norm)}.{kind}"] = statistics[str(index)][()]
    return arrays


def windows(x, size, step, padding, fill):
    x = numpy.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)], constant_values=fill)
    views = numpy.lib.stride_tricks.sliding_window_view(x, (size, size), axis=(2, 3))
    return views[:, :, ::step, ::step]


def applied(layers, state, x):
    """The network's output, [n, 10], by what PyTorch's documentation says of its layers."""
    for index, layer in enumerate(layers):
        numbers = [float(number) for number in re.findall(r"(?<![\w.])-?\d+(?:\.\d+)?", layer.split("(", 1)[1])]
        weight, bias = state.get(f"{index}.weight"), state.get(f"{index}.bias")
        if ".Conv2d" in layer:
            step = 2 if "stride=2" in layer else 1
            views = windows(x, weight.shape[2], step, weight.shape[2] // 2, 0)
            x = numpy.einsum("nchwij,ocij->nohw", views, weight) + bias[:, None, None]
        elif ".MaxPool2d" in layer:
            x = windows(x, 3, 2, 1, -numpy.inf).max(axis=(4, 5))
        elif ".LeakyReLU" in layer:
            x = numpy.where(x > 0, x, numbers[0] * x)
        elif ".AdaptiveAvgPool2d" in layer:
            x = x.mean(axis=(2, 3), keepdims=True)
        elif ".Flatten" in layer:
            x = x.reshape(len(x), -1)
        elif ".Linear" in layer:
            x = x @ weight.T + bias
        else:
            raise AssertionError(layer)
    return x


def log_softmax(x):
    x = x - x.max(axis=1, keepdims=True)
    return x - numpy.log(numpy.exp(x).sum(axis=1, keepdims=True))


def check_networks(module):
    with h5py.File(GOLDEN) as golden:
        kinds = [kind for kind in golden["learners"] if kind != "linear"]  # Its stored means are not among the numbers.
        for kind in kinds:
            group = golden["learners"][kind]
            layers, state = module.plain(stored(group))
            found = log_softmax(applied(layers, state, group["eval_images"][()].astype(float)))
            error = abs(found - group["eval_log_probs"][()]).max()
            assert error < 1e-10, f"{kind}: log probabilities differ by {error}"
        return len(kinds)


def check_program():
    """The program itself, on a checkpoint with the arrays of a golden learner: file, names, metadata, same bytes."""
    with tempfile.TemporaryDirectory() as folder, h5py.File(GOLDEN) as golden:
        source, output = Path(folder) / "learner.h5", Path(folder) / "learner.safetensors"
        arrays = stored(golden["learners/base_larger"])
        with h5py.File(source, "w") as file:
            file.attrs.update(kind="learner", cell="04-learners", digest="0" * 64)
            file.attrs["settings"] = json.dumps({"learner": "base_larger", "recipe": "vanilla", "trial": 1})
            for name, array in arrays.items():
                file[f"learner/{name}"] = array

        def run(*arguments):
            return subprocess.run([sys.executable, SCRIPT, *arguments], capture_output=True, text=True)

        assert run(source, output).returncode == 0
        first = output.read_bytes()
        with safe_open(output, "numpy") as file:
            names, made = set(file.keys()), json.loads(file.metadata()["checkpoint"])
        assert names == {f"{place}.{kind}" for place in (0, 3, 7, 9) for kind in ("weight", "bias")}, names
        assert made["digest"] == "0" * 64 and "vanilla" in made["settings"]
        builder = output.with_suffix(".py").read_text()
        compile(builder, "learner.py", "exec")
        assert "torch.nn.Conv2d(1, 4, 3, padding=1)" in builder and "vanilla" in builder
        assert run(source, output).returncode == 0 and output.read_bytes() == first, "the same input, the same bytes"
        assert run(source, output, "--as-stored").returncode == 0
        with safe_open(output, "numpy") as file:
            assert set(file.keys()) == set(arrays)
        refused = run(GOLDEN, output)
        assert refused.returncode == 2 and len(refused.stderr.splitlines()) == 1, refused.stderr
        assert run(source, Path(folder) / "learner.onnx").returncode == 2


def main():
    specification = importlib.util.spec_from_file_location("to_pytorch", SCRIPT)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    count = check_networks(module)
    check_program()
    print(f"to-pytorch.py: {count} learner types compute what PyTorch computed; the program writes them")


if __name__ == "__main__":
    main()
