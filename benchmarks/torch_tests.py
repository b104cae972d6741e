"""PyTorch beside `benchmark attack` and `benchmark evaluate`: the same work on the same networks, eager mode.

usage: torch_tests.py fgsm|evaluate LEARNER IMAGES [REPEATS]     (T: threads, default 2)
Prints the seconds of each repetition after one to warm up. The network is in evaluation mode.
"""
import sys
import time

sys.argv, arguments = sys.argv[:1], sys.argv[1:]
import torch
import torch.nn.functional as F

import torch_peer as peer

mode, learner, count = arguments[0], arguments[1], int(arguments[2])
repeats = int(arguments[3]) if len(arguments) > 3 else 3
layers = peer.specs(learner)
parameters = peer.init(layers)
images = torch.randn(count, 1, 28, 28)
labels = torch.arange(count) % 10
with torch.no_grad():
    means = peer.forward(layers, parameters, images[:128])[1]


def fgsm():
    x = images
    for _ in range(30):
        x = x.detach().requires_grad_()
        loss = F.cross_entropy(peer.forward(layers, parameters, x, means)[0], labels)
        slope = torch.autograd.grad(loss, x)[0]
        x = (x + 0.02 * slope.sign()).clamp(-0.5, 3)


@torch.no_grad()
def evaluate():
    for start in range(0, count, 500):
        peer.forward(layers, parameters, images[start : start + 500], means)[0].argmax(1)


for repetition in range(repeats + 1):
    start = time.perf_counter()
    {"fgsm": fgsm, "evaluate": evaluate}[mode]()
    if repetition:
        print(f"{time.perf_counter() - start:.3f}", flush=True)
