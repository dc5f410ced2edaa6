String log = new File(basedir, 'build.log').text
assert log.contains('IllegalStateException: The OkHttp on the class path is okhttp-3.14.9.jar, but Close Calls needs') &&
        log.contains('TROUBLESHOOTING.md#okhttp-version'):
    'An OkHttp that is too old should be named, with what to do, when the client is built'
