# Pages for when something went wrong. Codes of the API are said with errors-code-….

errors-title = Something went wrong
errors-not-found = There is no such page
errors-not-found-text = The address may be mistyped, or what was here is yours and you are not signed in.
errors-forbidden = This request was refused
errors-forbidden-text = It did not come from a page of this service, or the page was open for too long. Load it again and repeat the step.
errors-too-large = Too much at once
errors-too-large-text = The request was larger than the service accepts.
errors-too-many = Too many attempts
errors-too-many-text = Wait a little and try again.
errors-unavailable = The service is busy
errors-unavailable-text = Try again in a moment. Nothing that was acknowledged is lost.
errors-internal = An error on our side
errors-internal-text = It was noted. Nothing that was acknowledged is lost. Try again in a moment.
errors-bad-request = The request was not understood
errors-bad-request-text = Load the page again and repeat the step.
errors-reference = Reference
errors-home = To the first page
errors-back = Go back
