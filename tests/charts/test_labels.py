import numpy as np

from interestlab.charts.labels import medians


def test_median_of_each_interest_ignores_outliers_and_noise():
    points = np.array([[0, 0], [1, 1], [100, 2], [5, 5], [9, 9]], np.float32)
    found = medians(points, np.array([0, 0, 0, -1, 2]), 3)
    np.testing.assert_allclose(found[[0, 2]], [[1, 1], [9, 9]])
    assert np.isnan(found[1]).all()
