package io.github.closecalls.benchmarks

import java.time.OffsetDateTime
import okhttp3.Credentials
import org.openapitools.client.apis.SubpackageActivitiesCallsApi
import org.openapitools.client.infrastructure.ApiClient
import org.openapitools.client.models.CreateCallActivity
import org.openapitools.client.models.CreateCallActivityDirection
import org.openapitools.client.models.CreateCallActivitySource
import org.openapitools.client.models.CreateCallActivityStatus

/** The generated client, to which the credential is an argument; by default it logs, to nobody. */
class KotlinMoshiClient(address: String) : Client {
    private val authorization = Credentials.basic("api_benchmark", "")
    private val call =
        CreateCallActivity(
            activityAt = OffsetDateTime.parse("2026-03-02T08:15:30+00:00"),
            direction = CreateCallActivityDirection.outbound,
            duration = 153,
            leadId = "lead_1BenchmarkLead02BenchmarkLead03BenchmarkLead",
            note = "wants an offer by Friday",
            phone = "+4930123456",
            source = CreateCallActivitySource.External,
            status = CreateCallActivityStatus.completed,
        )
    private val api = ApiClient(baseUrl = address).createService(SubpackageActivitiesCallsApi::class.java)

    override fun log(): Any? = api.create(authorization, call).execute().body()
}
