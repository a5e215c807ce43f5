setTimeout(String, 10);
setInterval(String, 10);
setImmediate(String);
queueMicrotask(String);
