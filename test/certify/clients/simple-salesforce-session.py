"""A session of simple-salesforce, step by step. Takes the org as JSON; prints one JSON line a step."""

import json
import sys

import requests
from simple_salesforce import Salesforce
from simple_salesforce.exceptions import SalesforceMalformedRequest

org = json.loads(sys.argv[1])
credentials = org["credentials"]
form = {
    "grant_type": "client_credentials",
    "client_id": credentials["clientId"],
    "client_secret": credentials["clientSecret"],
}
token = requests.post(org["url"] + "/services/oauth2/token", data=form, timeout=30).json()["access_token"]
sf = Salesforce(instance_url=org["url"], session_id=token, version="62.0")
made = {}


def create():
    answer = sf.Account.create({"Name": "P One"})
    made.update(answer)
    return answer["success"]


def refused():
    try:
        return sf.Account.create({"Phone": "1"})
    except SalesforceMalformedRequest as error:
        return error.content[0]["errorCode"]


STEPS = {
    "query": lambda: sf.query("SELECT Id, Profile.Name FROM User LIMIT 2")["totalSize"],
    "query_all": lambda: len(sf.query_all("SELECT Id FROM User")["records"]),
    "query_all_iter": lambda: sum(1 for _ in sf.query_all_iter("SELECT Id FROM User")),
    "describe": lambda: len(sf.describe()["sobjects"]) > 5,
    "describe_user": lambda: sf.User.describe()["keyPrefix"],
    "metadata": lambda: sf.User.metadata()["objectDescribe"]["name"],
    "limits": lambda: sf.limits()["DailyApiRequests"]["Max"],
    "create": create,
    "get": lambda: sf.Account.get(made["id"])["Name"],
    "update": lambda: sf.Account.update(made["id"], {"Phone": "2"}),
    "restful": lambda: sf.restful("sobjects/Account/" + made["id"], params={"fields": "Phone"})["Phone"],
    "bulk_insert": lambda: sf.bulk2.Account.insert(records=[{"Name": "Q One"}, {"Name": "Q Two"}])[0]["numberRecordsProcessed"],
    "bulk_query": lambda: [page.strip().count("\n") for page in sf.bulk2.Account.query("SELECT Id FROM Account WHERE Name LIKE 'Q%'")],
    "delete": lambda: sf.Account.delete(made["id"]),
    "refused": refused,
}

for step, run in STEPS.items():
    try:
        outcome = {"value": run()}
    except Exception as error:  # a failing step is a result
        outcome = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps({"step": step, **outcome}), flush=True)
