String log = new File(basedir, 'build.log').text
assert log.contains("Unchecked.kt") && log.contains("allowed on a nullable receiver of type 'String?'"):
    'Kotlin should refuse leadId().length, since a call may have no lead'
