"""Golden values of strong attacks, in float64: what published implementations do to the network of golden.h5.
usage: make_attacks.py GOLDEN.h5 OUT.h5
needs: torch h5py scipy tqdm requests, and without their dependencies adv-lib==0.2.8 torchattacks==3.5.1 foolbox==2.4.0

A model that notes which images it is shown gives the whole course of an attack, not its end alone. Images are in
normalised units, NCHW. The batch of `seen/<call>` is what the model was shown at that call."""
import collections, collections.abc, sys
from unittest import mock
import numpy as np, torch, torch.nn.functional as F, h5py
for name in ("visdom", "torchvision", "torchvision.models", "torchvision.transforms"): sys.modules[name] = mock.MagicMock()
for name in ("Iterable", "Mapping", "MutableMapping", "Sequence"): setattr(collections, name, getattr(collections.abc, name))
# adv-lib keeps norms and budgets in torch.float; float64 throughout is wanted here.
torch.set_default_dtype(torch.float64); torch.float = torch.float64; torch.set_num_threads(1)
import adv_lib.utils.losses, adv_lib.attacks.projected_gradient_descent as pgd, adv_lib.attacks.decoupled_direction_norm as ddn, torchattacks
golden = h5py.File(sys.argv[1])["attacks"]; out = h5py.File(sys.argv[2], "w")
t = lambda name: torch.tensor(np.asarray(golden[name]))
P = [t("parameters/"+n) for n in golden.attrs["parameter_order"]]; means = [t(f"stored_means/{i}") for i in range(3)]
lo, hi = golden.attrs["valid_range"]; unit = hi-lo
def network(x, stored=None, held=False):
    """base_larger: stored means, or those of the batch, held fixed while differentiating or followed."""
    w = iter(P); m = iter(stored or [None]*3)
    def scale(a): return a*(next(w)/a.flatten(1).norm(dim=1)).view(-1, *[1]*(a.dim()-1))
    def norm(x, dims):
        mean = next(m)
        if mean is None: mean = x.mean(dim=dims); mean = mean.detach() if held else mean
        return F.leaky_relu(x-(mean[:, None, None] if x.dim() == 4 else mean), .1)
    for _ in range(2): x = norm(F.max_pool2d(F.conv2d(x, scale(next(w)), padding=1), 3, 2, 1), [0, 2, 3])
    def dense(x): a, b = next(w), next(w); return F.linear(x, a, b)*(next(w)/a.norm(dim=1))
    return F.log_softmax(dense(norm(dense(x.flatten(1)), [0])), -1)
class Noting(torch.nn.Module):
    def __init__(self, **mode): super().__init__(); self.mode = mode; self.seen = []; self.p = torch.nn.Parameter(torch.zeros(1))
    def forward(self, pixels):
        x = lo+unit*pixels; self.seen.append(x.detach().clone()); return network(x, **self.mode)
images = t("images")[:4]; assert torch.allclose(network(t("images"), means), t("log_probs"))
# Everything is right at first, in either mode; attacks have to make it wrong.
labels = {"evaluation": network(images, means).argmax(1), "training": network(images).argmax(1)}
pixels = (images-lo)/unit; modes = {"evaluation": dict(stored=means), "training": dict(), "training_held": dict(held=True)}
g = torch.Generator().manual_seed(1); start = 2*torch.rand(images.shape, generator=g)-1
start = start/start.abs().flatten(1).max(1)[0].view(-1, 1, 1, 1)
out.attrs["about"] = "adv-lib 0.2.8, torchattacks 3.5.1, foolbox 2.4.0 with PyTorch %s in float64 on the network of golden.h5" % torch.__version__
def put(name, value, **attributes):
    d = out.create_dataset(name, data=np.asarray(value), compression="gzip")
    for k, v in attributes.items(): d.attrs[k] = v
put("start", start); [put("labels/"+k, v) for k, v in labels.items()]
def course(name, model, calls, **attributes):
    for k in calls: put(f"{name}/seen/{k}", model.seen[k])
    out[name].attrs["calls"] = list(calls)
    for k, v in attributes.items(): out[name].attrs[k] = v
def given(values):
    """In place of torch's random numbers, these."""
    return mock.patch.object(torch, "rand", lambda *a, **k: values.clone())
uniform = lambda self, *a: self.copy_(start)
EPS = .125
# ---------- PGD: adv-lib, 40 steps of 2.5 eps / 40, from the image and from a fixed beginning -------------------------
for mode, kind in (("evaluation", "evaluation"), ("training", "training"), ("training_held", "training")):
    for loss, random in (("ce", False), ("dl", True)):
        model = Noting(**modes[mode])
        with mock.patch.object(torch.Tensor, "uniform_", uniform):
            pgd.pgd_linf(model, pixels, labels[kind], EPS, steps=40, random_init=random, loss_function=loss, relative_step_size=2.5/40)
        course(f"pgd/{mode}/{loss}", model, (0, 1, 2, 5, 10, 20, 39), eps=EPS)
# ---------- APGD: torchattacks, which keeps to the authors' code. adv-lib's last_check is the same array as its best loss,
# so that from the second check on "no improvement" always holds; it is left out. ------------------------------------
calls = (0, 1, 2, 10, 21, 22, 23, 42, 60, 80, 100)
model = Noting(**modes["evaluation"]); attack = torchattacks.APGD(model, eps=EPS, steps=100, loss="ce")
attack.check_shape = lambda x: x
attack.seed = 0
with given((start+1)/2): attack.attack_single_run(pixels, labels["evaluation"])
course("apgd/ce", model, calls, eps=EPS)
model = Noting(**modes["evaluation"]); attack = torchattacks.APGDT(model, eps=EPS, steps=100)
attack.target_class = 2  # counted from the likeliest, which is the true class
with given((start+1)/2): attack.attack_single_run(pixels, labels["evaluation"])
model.seen = model.seen[1:]  # the first call chooses the target
course("apgd/targeted", model, calls, eps=EPS)
# ---------- Square: torchattacks with fixed random numbers, the same place for all images of a query -----------------
draws = []
def rand(*shape, **k):
    shape = shape[0] if len(shape) == 1 and not isinstance(shape[0], int) else shape
    draws.append(torch.empty(tuple(shape)).uniform_(0, 1, generator=g)); return draws[-1].clone()
model = Noting(**modes["evaluation"]); attack = torchattacks.Square(model, eps=.1, n_queries=200, loss="margin")
attack.init_hyperparam(pixels)
with mock.patch.object(torch, "rand", rand): _, end = attack.attack_single_run(pixels, labels["evaluation"])
put("square/stripes", torch.sign(2*draws[0]-1).reshape(len(images), -1)); put("square/end", lo+unit*end, eps=.1)
put("square/draws", torch.stack([torch.cat([d.flatten() for d in draws[i:i+3]]) for i in range(1, len(draws)-2, 3)]))
# ---------- DDN: adv-lib, not rounded to grey levels ------------------------------------------------------------------
model = Noting(**modes["evaluation"]); end = ddn.ddn(model, pixels, labels["evaluation"], steps=100, levels=None)
course("ddn", model, (0, 1, 2, 10, 50, 99)); put("ddn/end", lo+unit*end)
# ---------- L-BFGS within a box: foolbox, which uses SciPy's. Another optimiser ends elsewhere: distances are compared.
import foolbox, foolbox.models.base, scipy.optimize
class Exact(foolbox.models.base.DifferentiableModel):
    def __init__(self): super().__init__(bounds=(0, 1), channel_axis=1)
    def num_classes(self): return 10
    def forward(self, x): return network(lo+unit*torch.tensor(x), means).numpy()
    def forward_and_gradient(self, x, y):
        p = torch.tensor(x, requires_grad=True); z = network(lo+unit*p, means); F.cross_entropy(z, torch.tensor(y), reduction="sum").backward()
        return z.detach().numpy(), p.grad.numpy()
    def forward_and_gradient_one(self, x, y): z, d = self.forward_and_gradient(x[None], np.array([y])); return z[0], d[0]
    def gradient(self, x, y): return self.forward_and_gradient(x, y)[1]
    def backward(self, gradient, x): p = torch.tensor(x, requires_grad=True); network(lo+unit*p, means).backward(torch.tensor(gradient)); return p.grad.numpy()
targets = network(images, means).sort(dim=1)[1][:, -2]; end = []
for x, y, target in zip(pixels.numpy(), labels["evaluation"].numpy(), targets.numpy()):
    attack = foolbox.v1.attacks.LBFGSAttack(Exact(), foolbox.criteria.TargetClass(int(target)), distance=foolbox.distances.MeanSquaredDistance)
    end.append(attack(x, label=int(y), epsilon=1e-4))
end = torch.tensor(np.stack(end)); put("box/end", lo+unit*end); put("box/distances", (end-pixels).flatten(1).norm(dim=1))
def objective(p, x, target, c):
    p = torch.tensor(p.reshape(x.shape), requires_grad=True); f = c*((p-x)**2).sum()+F.cross_entropy(network(lo+unit*p, means), target[None]); f.backward()
    return f.item(), p.grad.numpy().ravel()
penalties = (.1, 1., 10.); least = np.zeros((len(images), 3))
for i in range(len(images)):
    for j, c in enumerate(penalties):
        least[i, j] = scipy.optimize.fmin_l_bfgs_b(objective, pixels[i].numpy().ravel(), args=(pixels[i:i+1], targets[i], c), bounds=[(0, 1)]*pixels[i].numel(), m=15, maxiter=500, factr=10)[1]
put("box/least", least, penalties=penalties)
# ---------- losses on fixed logits -------------------------------------------------------------------------------------
z = torch.randn(5, 10, generator=g); y = torch.arange(5); target = (y+3) % 10
put("losses/logits", z); put("losses/labels", y); put("losses/targets", target)
put("losses/cross_entropy", F.cross_entropy(z, y, reduction="none")); put("losses/margin", -adv_lib.utils.losses.difference_of_logits(z, y))
put("losses/targeted_ratio", torchattacks.APGDT(model).dlr_loss_targeted(z, y, target))
out.close(); print("ok")
