String log = new File(basedir, 'build.log').text
assert log.contains('Duplicate classes found') && log.contains('com.squareup.okio:okio:jar:2.8.0'):
    'The second Okio should be found by the check of the class path'
