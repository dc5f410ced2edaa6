String log = new File(basedir, 'build.log').text
assert log.contains('InaccessibleObjectException') && log.contains('module io.github.closecalls.client does not "opens'):
    'Reflection on our classes should fail here, or the consumer modulepath shows nothing'
