String log = new File(basedir, 'build.log').text
assert log.contains("Only safe (?.) or non-null asserted (!!.) calls are allowed on a nullable receiver of type 'String?'"):
    'Kotlin should refuse leadId().length, since a call may have no lead'
