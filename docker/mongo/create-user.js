// Run once, by the image, when the volume is new: Parley gets its own database and nothing else.
db.getSiblingDB("parley").createUser({
  user: "parley",
  pwd: process.env.MONGO_PARLEY_PASSWORD,
  roles: [{ role: "readWrite", db: "parley" }],
});
