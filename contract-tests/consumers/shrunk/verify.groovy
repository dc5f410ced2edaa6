// Each rule of ours must do what it is for.
String name = 'okhttp3.internal.http2.ConnectionShutdownException'
assert new File(basedir, 'target/mapping.txt').text.contains("$name -> $name:"):
    "The wrapper knows $name by its name: keep it in META-INF/proguard/io.github.closecalls.pro"
String log = new File(basedir, 'build.log').text
assert log.contains('One call was logged') && new File(basedir, 'target/shrunk.jar').length() < 1500000:
    'The shrunk jar should be small, and log a call'
