package io.github.closecalls.benchmarks

import org.openapitools.client.infrastructure.ApiClient
import org.openapitools.client.infrastructure.Serializer
import org.openapitools.client.models.CallActivity
import org.openapitools.client.models.CreateCallActivity
import retrofit2.Retrofit
import retrofit2.converter.moshi.MoshiConverterFactory
import retrofit2.converter.scalars.ScalarsConverterFactory

/** The generator `kotlin` with library `jvm-retrofit2` and Moshi, which by default reflects. */
class KotlinMoshi :
    RetrofitContender(
        // As the generated ApiClient, which keeps its own to itself.
        Retrofit.Builder()
            .baseUrl(ApiClient.defaultBasePath + "/")
            .addConverterFactory(ScalarsConverterFactory.create())
            .addConverterFactory(MoshiConverterFactory.create(Serializer.moshiBuilder.build()))
            .build(),
        CallActivity::class.java,
        CreateCallActivity::class.java,
    ) {
    override fun requestWithoutNote(): Any = CreateCallActivity()

    override fun requestWithNullNote(): Any = CreateCallActivity(note = null)
}
