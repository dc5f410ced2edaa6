String log = new File(basedir, 'build.log').text
assert log.contains('IllegalStateException: The OkHttp on the class path is okhttp-5.5.1.jar, which has no classes, but') &&
        log.contains('TROUBLESHOOTING.md#okhttp-version'):
    'An OkHttp without classes should be named, with what to do, when the client is built'
