// Makes one replica set of the three members. Run at every start; it changes nothing when that has been done before.
const members = ["mongo1:27017", "mongo2:27017", "mongo3:27017"];
const account = encodeURIComponent(process.env.MONGO_INITDB_ROOT_USERNAME) + ":" + encodeURIComponent(process.env.MONGO_INITDB_ROOT_PASSWORD);
const first = connect("mongodb://" + account + "@" + members[0] + "/admin?directConnection=true");
try {
  first.adminCommand({
    replSetInitiate: {
      _id: "parley",
      // The first one has the users already, so it is the one that the others copy.
      members: members.map((host, _id) => ({ _id, host, priority: _id === 0 ? 2 : 1 })),
    },
  });
} catch (error) {
  if (error.codeName !== "AlreadyInitialized") throw error;
}
// Done when Parley can write: a member has been elected, whichever it is.
connect("mongodb://" + account + "@" + members.join(",") + "/admin?replicaSet=parley&serverSelectionTimeoutMS=60000").adminCommand({ ping: 1 });
