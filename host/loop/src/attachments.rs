//! What comes with a prompt: the router says what each is, text goes into the prompt, pictures are made ready.

use std::sync::Arc;
use std::time::{Duration, Instant};

use omni_images::Images;
use omni_llm::Picture;
use omni_skills::types::{self, ImageOptions, Route, RouteModel, RouteReflection, Way};
use omni_store::{Failure, PictureRecord, RouteRecord, SkillRecord};

use crate::config::ImagesConfig;
use crate::images::ImageSkill;
use crate::judge::tolerate;
use crate::models::Models;
use crate::roles;
use crate::run::Company;
use crate::{Error, Iteration, Reflection, Request, RunOptions, Skills, convert};

/// Something that came with a prompt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// What it is called, for messages alone: what it is shows in its bytes.
    pub name: String,
    /// All of it.
    pub bytes: Arc<[u8]>,
}

/// What makes a host see: the skill that prepares pictures, those that it prepared before, and how it is to do it.
pub struct Eye {
    /// Who the image skill is, is looked up for each picture: a swap takes effect with the next one.
    pub skills: Skills,
    /// What was prepared before.
    pub images: Images,
    /// `[images]`
    pub config: ImagesConfig,
}

/// A request as a run takes it: routed, and with its pictures ready.
pub(crate) struct Received {
    pub(crate) request: Request,
    pub(crate) options: RunOptions,
    pub(crate) models: Models,
    pub(crate) route: Option<RouteRecord>,
    pub(crate) pictures: Vec<PictureRecord>,
    /// Who prepared them.
    pub(crate) preparer: Option<SkillRecord>,
    pub(crate) failures: Vec<Failure>,
    /// In skills.
    pub(crate) time: Duration,
}

/// Who takes what comes with a prompt.
pub(crate) struct Reception<'a> {
    pub(crate) company: &'a Company<'a>,
    pub(crate) eye: Option<&'a Eye>,
}

impl Reception<'_> {
    /// Routes a request and makes its attachments ready.
    pub(crate) fn receive(
        &self,
        request: &Request,
        options: &RunOptions,
        models: &Models,
    ) -> Result<Received, Error> {
        let mut received = Received {
            request: request.clone(),
            options: options.clone(),
            models: models.clone(),
            route: None,
            pictures: Vec::new(),
            preparer: None,
            failures: Vec::new(),
            time: Duration::ZERO,
        };
        let route = self.route(&mut received)?;
        received.follow(&route)?;
        // Without a router everything is taken for a picture, and what is none is refused as one.
        let ways = route
            .ways
            .iter()
            .copied()
            .chain(std::iter::repeat(Way::Image));
        let mut texts = Vec::new();
        let mut pictures = Vec::new();
        for (attachment, way) in request.attachments.iter().zip(ways) {
            match way {
                Way::Text => texts.push(text(attachment)?),
                Way::Image => pictures.push(attachment),
                Way::Audio => return Err(Error::NoAudio(attachment.name.clone())),
            }
        }
        for text in texts.iter().rev() {
            received.request.prompt = format!("{text}\n\n{}", received.request.prompt);
        }
        if !pictures.is_empty() {
            self.prepare(&pictures, &mut received)?;
        }
        Ok(received)
    }

    /// What the router says; nothing in particular where there is none, or it failed.
    fn route(&self, received: &mut Received) -> Result<Route, Error> {
        let nothing = Route {
            ways: Vec::new(),
            model: RouteModel::Main,
            max_iterations: None,
            reflection: None,
            reasons: Vec::new(),
        };
        let Some(router) = &self.company.crew.router else {
            return Ok(nothing);
        };
        let request = convert::request(&received.request);
        let attachments = received.request.attachments.iter();
        let attachments: Vec<_> = attachments
            .map(|attachment| types::Attachment::of(&attachment.bytes))
            .collect();
        let context = self.company.surroundings.context(Iteration::First);
        let outcome = router.skill.route_in(&context, &request, &attachments);
        received.time += outcome.usage.time;
        let skill = router.skill.skill();
        self.company
            .trail
            .called(skill, &outcome.usage, outcome.result.as_ref().err());
        match outcome.result {
            Ok(route) => {
                received.route = Some(record(&route));
                Ok(route)
            }
            // What cannot be answered is the router's to say.
            Err(omni_skills::Error::Failed { text, .. }) => Err(Error::Refused(text)),
            Err(error) => {
                let failure = tolerate(
                    router.on_failure,
                    Iteration::First,
                    "router",
                    skill.name(),
                    error,
                )?;
                received.failures.push(failure);
                Ok(nothing)
            }
        }
    }

    fn prepare(&self, attachments: &[&Attachment], received: &mut Received) -> Result<(), Error> {
        let engine = received.models.main();
        let engine = engine.map_err(|(name, code, message)| Error::Blind {
            name: name.to_owned(),
            code,
            message: message.to_owned(),
        })?;
        let Some(sight) = engine.sight() else {
            let model = engine.info().name.clone();
            return Err(omni_llm::Error::NoProjector { model }.into());
        };
        let eye = self.eye.ok_or(Error::NoImageSkill)?;
        let skill = eye.skills.image()?;
        received.preparer = Some(roles::record(skill.skill(), 1));
        let context = self.company.surroundings.context(Iteration::First);
        let preparer = ImageSkill::new(skill, context, self.company.trail);
        let options = eye.config.options();
        let asked = omni_images::Request {
            options: ImageOptions {
                max_edge: sight.max_edge.unwrap_or(options.max_edge),
                ..options
            },
            near: eye.config.near,
            ..omni_images::Request::default()
        };
        let began = Instant::now();
        for attachment in attachments {
            let prepared = eye.images.prepare(&attachment.bytes, &asked, &preparer);
            let prepared = prepared.map_err(|source| Error::Attachment {
                name: attachment.name.clone(),
                source,
            })?;
            let image = &prepared.image;
            received.pictures.push(PictureRecord {
                sha256: omni_images::hex(&prepared.sha256),
                format: image.source.format.clone(),
                width: image.width,
                height: image.height,
                hit: prepared.hit.name().to_owned(),
                notes: image.notes.clone(),
            });
            let pixels = image.pixels.clone().unwrap_or_default();
            let picture = Picture::new(image.width, image.height, pixels);
            // The room of pictures checks that there are as many bytes as the size says.
            received.request.pictures.extend(picture);
        }
        received.time += began.elapsed();
        Ok(())
    }
}

impl Received {
    /// Goes the way of a route.
    fn follow(&mut self, route: &Route) -> Result<(), Error> {
        match &route.model {
            RouteModel::Main => {}
            RouteModel::Fallback => self.models = self.models.fallback_first(),
            RouteModel::Adapter(id) => return Err(Error::NoAdapter(id.clone())),
        }
        if let Some(most) = route
            .max_iterations
            .and_then(|most| Iteration::try_from(i64::from(most)).ok())
        {
            self.options.max_iterations = self.options.max_iterations.min(most);
        }
        // Who switched reflection off for a run meant it.
        if self.options.reflection != Reflection::Off {
            self.options.reflection = match route.reflection {
                None => self.options.reflection,
                Some(RouteReflection::Off) => Reflection::Off,
                Some(RouteReflection::OnEvidence) => Reflection::OnEvidence,
                Some(RouteReflection::Always) => Reflection::Always,
            };
        }
        Ok(())
    }
}

fn text(attachment: &Attachment) -> Result<&str, Error> {
    std::str::from_utf8(&attachment.bytes)
        .map(str::trim_end)
        .map_err(|_| Error::NoText(attachment.name.clone()))
}

fn record(route: &Route) -> RouteRecord {
    let way = |way: &Way| match way {
        Way::Text => "text",
        Way::Image => "image",
        Way::Audio => "audio",
    };
    RouteRecord {
        ways: route.ways.iter().map(way).map(str::to_owned).collect(),
        model: match &route.model {
            RouteModel::Main => "main".to_owned(),
            RouteModel::Fallback => "fallback".to_owned(),
            RouteModel::Adapter(id) => format!("adapter {id}"),
        },
        reasons: route.reasons.clone(),
    }
}
