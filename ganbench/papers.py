"""The papers that methods and metrics come from, each typed once: `SURNAME_YEAR`."""

from ganbench.references import Reference

ARJOVSKY_2017 = Reference(
    "Arjovsky et al.",
    2017,
    "Wasserstein GAN",
    "https://arxiv.org/abs/1701.07875",
)
BALDUZZI_2018 = Reference(
    "Balduzzi et al.",
    2018,
    "The Mechanics of n-Player Differentiable Games",
    "https://arxiv.org/abs/1802.05642",
)
BA_2016 = Reference(
    "Ba et al.",
    2016,
    "Layer Normalization",
    "https://arxiv.org/abs/1607.06450",
)
BINKOWSKI_2018 = Reference(
    "Binkowski et al.",
    2018,
    "Demystifying MMD GANs",
    "https://arxiv.org/abs/1801.01401",
)
BONNEEL_2015 = Reference(
    "Bonneel et al.",
    2015,
    "Sliced and Radon Wasserstein Barycenters of Measures",
    "https://doi.org/10.1007/s10851-014-0506-3",
)
CHAVDAROVA_2021 = Reference(
    "Chavdarova et al.",
    2021,
    "Taming GANs with Lookahead-Minmax",
    "https://arxiv.org/abs/2006.14567",
)
CHINTALA_2016 = Reference(
    "Chintala et al.",
    2016,
    "How to Train a GAN? Tips and tricks to make GANs work",
    "https://github.com/soumith/ganhacks",
)
CHONG_2020 = Reference(
    "Chong and Forsyth",
    2020,
    "Effectively Unbiased FID and Inception Score and where to find them",
    "https://arxiv.org/abs/1911.07023",
)
DASKALAKIS_2018 = Reference(
    "Daskalakis et al.",
    2018,
    "Training GANs with Optimism",
    "https://arxiv.org/abs/1711.00141",
)
DOWSON_1982 = Reference(
    "Dowson and Landau",
    1982,
    "The Frechet distance between multivariate normal distributions",
    "https://doi.org/10.1016/0047-259X(82)90077-X",
)
FRIEDMAN_2023 = Reference(
    "Friedman and Dieng",
    2023,
    "The Vendi Score: A Diversity Evaluation Metric for Machine Learning",
    "https://arxiv.org/abs/2210.02410",
)
GHOSH_2018 = Reference(
    "Ghosh et al.",
    2018,
    "Multi-Agent Diverse Generative Adversarial Networks",
    "https://arxiv.org/abs/1704.02906",
)
GIDEL_2019 = Reference(
    "Gidel et al.",
    2019,
    "A Variational Inequality Perspective on Generative Adversarial Networks",
    "https://arxiv.org/abs/1802.10551",
)
GOODFELLOW_2014 = Reference(
    "Goodfellow et al.",
    2014,
    "Generative Adversarial Nets",
    "https://arxiv.org/abs/1406.2661",
)
GULRAJANI_2017 = Reference(
    "Gulrajani et al.",
    2017,
    "Improved Training of Wasserstein GANs",
    "https://arxiv.org/abs/1704.00028",
)
HEUSEL_2017 = Reference(
    "Heusel et al.",
    2017,
    "GANs Trained by a Two Time-Scale Update Rule Converge to a Local Nash Equilibrium",
    "https://arxiv.org/abs/1706.08500",
)
HUANG_2024 = Reference(
    "Huang et al.",
    2024,
    "The GAN is dead; long live the GAN! A Modern GAN Baseline",
    "https://arxiv.org/abs/2501.05441",
)
JOLICOEUR_MARTINEAU_2019 = Reference(
    "Jolicoeur-Martineau",
    2019,
    "The relativistic discriminator: a key element missing from standard GAN",
    "https://arxiv.org/abs/1807.00734",
)
KARRAS_2018 = Reference(
    "Karras et al.",
    2018,
    "Progressive Growing of GANs for Improved Quality, Stability, and Variation",
    "https://arxiv.org/abs/1710.10196",
)
KODALI_2017 = Reference(
    "Kodali et al.",
    2017,
    "On Convergence and Stability of GANs",
    "https://arxiv.org/abs/1705.07215",
)
KROGH_1991 = Reference(
    "Krogh & Hertz",
    1991,
    "A Simple Weight Decay Can Improve Generalization",
    "https://papers.nips.cc/paper/1991/hash/8eefcfdf5990e441f0fb6f3fad709e21-Abstract.html",
)
KULLBACK_1951 = Reference(
    "Kullback and Leibler",
    1951,
    "On Information and Sufficiency",
    "https://doi.org/10.1214/aoms/1177729694",
)
KYNKAANNIEMI_2019 = Reference(
    "Kynkäänniemi et al.",
    2019,
    "Improved Precision and Recall Metric for Assessing Generative Models",
    "https://arxiv.org/abs/1904.06991",
)
LEE_2020 = Reference(
    "Lee and Town",
    2020,
    "Mimicry: Towards the Reproducibility of GAN Research",
    "https://arxiv.org/abs/2005.02494",
)
LEE_2024 = Reference(
    "Lee et al.",
    2024,
    "Fundamental Benefit of Alternating Updates in Minimax Optimization",
    "https://arxiv.org/abs/2402.10475",
)
LIM_2017 = Reference(
    "Lim & Ye",
    2017,
    "Geometric GAN",
    "https://arxiv.org/abs/1705.02894",
)
LIN_1991 = Reference(
    "Lin",
    1991,
    "Divergence Measures Based on the Shannon Entropy",
    "https://doi.org/10.1109/18.61115",
)
LIN_2018 = Reference(
    "Lin et al.",
    2018,
    "PacGAN: The power of two samples in generative adversarial networks",
    "https://arxiv.org/abs/1712.04086",
)
LIN_2025 = Reference(
    "Lin et al.",
    2025,
    "Adversarial Flow Models",
    "https://arxiv.org/abs/2511.22475",
)
MAO_2017 = Reference(
    "Mao et al.",
    2017,
    "Least Squares Generative Adversarial Networks",
    "https://arxiv.org/abs/1611.04076",
)
MEEHAN_2020 = Reference(
    "Meehan et al.",
    2020,
    "A Non-Parametric Test to Detect Data-Copying in Generative Models",
    "https://arxiv.org/abs/2004.05675",
)
MESCHEDER_2017 = Reference(
    "Mescheder et al.",
    2017,
    "The Numerics of GANs",
    "https://arxiv.org/abs/1705.10461",
)
MESCHEDER_2018 = Reference(
    "Mescheder et al.",
    2018,
    "Which Training Methods for GANs do actually Converge?",
    "https://arxiv.org/abs/1801.04406",
)
METZ_2017 = Reference(
    "Metz et al.",
    2017,
    "Unrolled Generative Adversarial Networks",
    "https://arxiv.org/abs/1611.02163",
)
MIYATO_2018 = Reference(
    "Miyato et al.",
    2018,
    "Spectral Normalization for Generative Adversarial Networks",
    "https://arxiv.org/abs/1802.05957",
)
NAEEM_2020 = Reference(
    "Naeem et al.",
    2020,
    "Reliable Fidelity and Diversity Metrics for Generative Models",
    "https://arxiv.org/abs/2002.09797",
)
PETZKA_2018 = Reference(
    "Petzka et al.",
    2018,
    "On the regularization of Wasserstein GANs",
    "https://arxiv.org/abs/1709.08894",
)
PEYRE_2019 = Reference(
    "Peyré and Cuturi",
    2019,
    "Computational Optimal Transport",
    "https://arxiv.org/abs/1803.00567",
)
RADFORD_2016 = Reference(
    "Radford et al.",
    2016,
    "Unsupervised Representation Learning with Deep Convolutional Generative Adversarial Networks",
    "https://arxiv.org/abs/1511.06434",
)
ROTH_2017 = Reference(
    "Roth et al.",
    2017,
    "Stabilizing Training of Generative Adversarial Networks through Regularization",
    "https://arxiv.org/abs/1705.09367",
)
SALIMANS_2016 = Reference(
    "Salimans et al.",
    2016,
    "Improved Techniques for Training GANs",
    "https://arxiv.org/abs/1606.03498",
)
SONDERBY_2017 = Reference(
    "Sønderby et al.",
    2017,
    "Amortised MAP Inference for Image Super-resolution",
    "https://arxiv.org/abs/1610.04490",
)
SRIVASTAVA_2017 = Reference(
    "Srivastava et al.",
    2017,
    "VEEGAN: Reducing Mode Collapse in GANs using Implicit Variational Learning",
    "https://arxiv.org/abs/1705.07761",
)
SZEKELY_2013 = Reference(
    "Székely and Rizzo",
    2013,
    "Energy statistics: A class of statistics based on distances",
    "https://doi.org/10.1016/j.jspi.2013.03.018",
)
TAKIDA_2024 = Reference(
    "Takida et al.",
    2024,
    "SAN: Inducing Metrizability of GAN with Discriminative Normalized Linear Layer",
    "https://arxiv.org/abs/2301.12811",
)
THANH_TUNG_2019 = Reference(
    "Thanh-Tung et al.",
    2019,
    "Improving Generalization and Stability of Generative Adversarial Networks",
    "https://arxiv.org/abs/1902.03984",
)
TSENG_2021 = Reference(
    "Tseng et al.",
    2021,
    "Regularizing Generative Adversarial Networks under Limited Data",
    "https://arxiv.org/abs/2104.03310",
)
WU_2021 = Reference(
    "Wu et al.",
    2021,
    "Gradient Normalization for Generative Adversarial Networks",
    "https://arxiv.org/abs/2109.02235",
)
YAZICI_2019 = Reference(
    "Yazici et al.",
    2019,
    "The Unusual Effectiveness of Averaging in GAN Training",
    "https://arxiv.org/abs/1806.04498",
)
ZHANG_2020 = Reference(
    "Zhang et al.",
    2020,
    "Consistency Regularization for Generative Adversarial Networks",
    "https://arxiv.org/abs/1910.12027",
)
ZHAO_2020 = Reference(
    "Zhao et al.",
    2020,
    "Differentiable Augmentation for Data-Efficient GAN Training",
    "https://arxiv.org/abs/2006.10738",
)
ZHAO_2021 = Reference(
    "Zhao et al.",
    2021,
    "Improved Consistency Regularization for GANs",
    "https://arxiv.org/abs/2002.04724",
)
