String log = new File(basedir, 'build.log').text
assert log.contains('Duplicate classes found') && log.contains('okhttp3/OkHttpClient.class'):
    'A second OkHttp should be found by the check of the class path'
