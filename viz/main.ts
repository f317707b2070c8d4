document.title = "importperf";
