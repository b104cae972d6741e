#!/usr/bin/env python3
"""Writes a learner or a teacher for PyTorch, as safetensors or as a state dict.

    scripts/to-pytorch.py learner.h5 learner.safetensors     a learner as plain layers, and learner.py, which builds it
    scripts/to-pytorch.py learner.h5 learner.pt --as-stored  its arrays under their own names, weight norms unfolded
    scripts/to-pytorch.py teacher.h5 teacher.safetensors     generator and curriculum under their own names

A learner becomes what it is in evaluation mode: weight norms and stored means are folded into weights and biases of
Conv2d and Linear, so that it is a torch.nn.Sequential of stock layers that puts out logits. Its input is images [n, 1, 28,
28] of pixels (p - 0.1307) / 0.3081. Needs h5py and numpy, and safetensors or, for .pt, torch. Exit code 2: a file is bad.
"""

import argparse
import json
import sys
from pathlib import Path

try:
    import h5py
    import numpy
except ImportError as missing:
    sys.exit(f"{missing.name} is not installed: python3 -m pip install h5py numpy safetensors (docs/python.md)")

EPSILON = 1e-5  # of full batch normalisation


def fail(reason):
    print(reason, file=sys.stderr)
    sys.exit(2)


def folded(arrays, prefix):
    """Weights and bias of a layer with its weight norm: scaled by g / |w|, the norm over all but the first axis."""
    weight, g = arrays[prefix + ".weight"], arrays[prefix + ".weight_g"]
    factor = g / numpy.sqrt((weight.reshape(len(g), -1).astype(numpy.float64) ** 2).sum(axis=1))
    bias = arrays.get(prefix + ".bias", numpy.zeros(len(g)))
    return weight * factor.reshape(-1, *[1] * (weight.ndim - 1)), bias * factor


def normalised(arrays, prefix, weight, bias):
    """The layer with the normalisation after it, in evaluation mode; one that stores nothing has a scale of zero."""
    mean, variance = arrays.get(prefix + ".running_mean"), arrays.get(prefix + ".running_variance")
    if mean is None:
        return 0 * weight, 0 * bias
    scale = numpy.ones_like(bias) if variance is None else 1 / numpy.sqrt(variance.astype(numpy.float64) + EPSILON)
    return weight * scale.reshape(-1, *[1] * (weight.ndim - 1)), (bias - mean) * scale


def positions(arrays, part):
    """Where the layers with weights stand in a part of the network, such as "convs": "convs.0", "convs.4"; a part of a
    single layer has no numbers."""
    if part + ".weight" in arrays:
        return [part]
    places = (name.split(".")[1] for name in arrays if name.startswith(part + ".") and name.endswith(".weight"))
    return [f"{part}.{place}" for place in sorted(int(place) for place in places)]


def after(layer, places):
    """The name of what stands so many places after a layer."""
    part, place = layer.split(".")
    return f"{part}.{int(place) + places}"


def plain(arrays):
    """A learner as plain layers: their Python expressions, and their arrays under the names of a Sequential."""
    layers, state = [], {}

    def add(expression, weight=None, bias=None):
        if weight is not None:
            state[f"{len(layers)}.weight"], state[f"{len(layers)}.bias"] = weight, bias
        layers.append(expression)

    channels = None
    for layer in positions(arrays, "convs"):
        weight, bias = folded(arrays, layer)
        (outputs, inputs, kernel, _), channels = weight.shape, len(weight)
        # A layer between a convolution and its normalisation is the max pooling of the types that pool. The others halve
        # the image where a 3 x 3 convolution widens it.
        pools = after(layer, 2) + ".running_mean" in arrays
        stride = 2 if kernel == 3 and inputs not in (1, outputs) and not pools else 1
        weight, bias = normalised(arrays, after(layer, 2 if pools else 1), weight, bias)
        step = ", stride=2" if stride == 2 else ""
        add(f"torch.nn.Conv2d({inputs}, {outputs}, {kernel}, padding={kernel // 2}{step})", weight, bias)
        if pools:
            add("torch.nn.MaxPool2d(3, stride=2, padding=1)")
        add("torch.nn.LeakyReLU(0.1)")
    [head] = {name.split(".")[0] for name in arrays if not name.startswith("convs.")}
    dense = positions(arrays, head)
    for layer in dense:
        weight, bias = folded(arrays, layer)
        if layer == dense[0]:
            if weight.shape[1] == channels:
                add("torch.nn.AdaptiveAvgPool2d(1)")
            add("torch.nn.Flatten()")
        if layer != dense[-1]:
            weight, bias = normalised(arrays, after(layer, 1), weight, bias)
        add(f"torch.nn.Linear({weight.shape[1]}, {weight.shape[0]})", weight, bias)
        if layer != dense[-1]:
            add("torch.nn.LeakyReLU(0.1)")
    return layers, state


def read(path):
    """What made a checkpoint, and its arrays of weights under their names."""
    try:
        with h5py.File(path) as file:
            made = {name: file.attrs[name] for name in ("kind", "cell", "settings", "digest")}
            made = {name: text.decode() if isinstance(text, bytes) else str(text) for name, text in made.items()}
            arrays = {}
            for group in ("learner", "generator", "curriculum"):
                prefix = "" if group == "learner" else group + "."
                arrays.update({prefix + name: array[()] for name, array in file.get(group, {}).items()})
    except (OSError, KeyError) as error:
        fail(f"{path}: no checkpoint of this package: {error}")
    if not arrays:
        fail(f"{path}: a {made['kind']} file has no weights: name a learner or a teacher")
    return made, arrays


def write(path, state, made):
    # Sorted, so that the same input gives the same bytes.
    state = {name: numpy.ascontiguousarray(state[name], dtype=None if state[name].dtype.kind in "iu" else "float32")
             for name in sorted(state)}
    if path.suffix == ".pt":
        import torch

        torch.save({name: torch.from_numpy(array) for name, array in state.items()}, path)
    else:
        from safetensors.numpy import save_file

        # Under one name: safetensors writes several in any order.
        save_file(state, path, metadata={"checkpoint": json.dumps(made, sort_keys=True)})


BUILDER = '''"""{title}: written by scripts/to-pytorch.py, with the weights beside it."""
from pathlib import Path

import torch
{imports}
network = torch.nn.Sequential(
    {layers},
)
network.load_state_dict({load})
network.eval()
'''


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path, help="learners/*.h5 or teacher-*.h5")
    parser.add_argument("output", type=Path, help="ends with .safetensors or .pt")
    parser.add_argument("--as-stored", action="store_true", help="arrays under their own names, nothing folded")
    options = parser.parse_args()
    if options.output.suffix not in (".safetensors", ".pt"):
        parser.error(f"{options.output}: give a name that ends with .safetensors or .pt")
    made, arrays = read(options.checkpoint)
    if made["kind"] != "learner" or options.as_stored:
        write(options.output, arrays, made)
        return print(f"{options.output}: {len(arrays)} arrays")
    layers, state = plain(arrays)
    write(options.output, state, made)
    weights = f'Path(__file__).with_name("{options.output.name}")'
    is_pt = options.output.suffix == ".pt"
    imports = "" if is_pt else "from safetensors.torch import load_file\n"
    load = f"torch.load({weights})" if is_pt else f"load_file({weights})"
    settings = json.loads(made["settings"])
    title = f"Learner {settings.get('learner')} by {settings.get('recipe')}, trial {settings.get('trial')}"
    builder = options.output.with_suffix(".py")
    builder.write_text(BUILDER.format(title=title, layers=",\n    ".join(layers), imports=imports, load=load))
    print(f"{options.output}: {len(layers)} layers; {builder} builds them")


if __name__ == "__main__":
    try:
        main()
    except ImportError as error:
        fail(f"scripts/to-pytorch.py: {error}: install it with pip")
