document.documentElement.dataset.scheme = "light";
