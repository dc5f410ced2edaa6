def jar = new java.util.jar.JarFile(new File(basedir, 'target/shaded-1.jar'))
[
  'META-INF/proguard/io.github.closecalls.pro',
  'META-INF/proguard/io.github.closecalls.json.pro',
  'META-INF/proguard/retrofit2.pro',
  'META-INF/native-image/io.github.closecalls/close-calls-generated-client/reachability-metadata.json',
].each { assert jar.getEntry(it) != null: "The fat jar should have $it" }
return true
