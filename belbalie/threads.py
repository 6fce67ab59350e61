"""How many threads the libraries below us may use."""

from threadpoolctl import threadpool_limits


def calculate_in_one_thread() -> None:
    """Let numpy and scipy calculate in the thread that asks them to.

    Our matrices are small: other threads win nothing there, and OpenBLAS lets them spin for a
    while after each piece of work. That took 0.1 CPU-s from every turn that was recognised beside
    it, and a quarter of both cores at eight calls. Libraries that are imported later are not
    reached, so this is called when everything is.
    """
    threadpool_limits(1, "blas")
