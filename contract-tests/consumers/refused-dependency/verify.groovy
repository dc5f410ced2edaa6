String log = new File(basedir, 'build.log').text
assert log.contains('Users should get [') && log.contains('okio-jvm-3.18.1.jar'):
    'Another version of a dependency should be refused'
